package io.epochgateway.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgateway.server.Administration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What the application's operators see of proxies, and do to servers. */
class GatewayEndpointTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withPropertyValues(
                    "gateway.global.nbthread=1",
                    "gateway.listen.p.bind=127.0.0.1:0",
                    "gateway.listen.p.balance=roundrobin",
                    "gateway.listen.p.server.s1=127.0.0.1:1 maxconn 4 weight 10",
                    "gateway.listen.p.server.s2=127.0.0.1:2 backup",
                    "management.endpoints.web.exposure.include=gateway",
                    "management.endpoint.gateway.access=UNRESTRICTED")
            .withConfiguration(
                    AutoConfigurations.of(GatewayAutoConfiguration.class, GatewayEndpointAutoConfiguration.class));

    @Test
    void proxiesAndServersAreShown() {
        runner.run(context -> {
            GatewayReport report = Objects.requireNonNull(
                    context.getBean(GatewayEndpoint.class).proxies());
            assertThat(report.frontends())
                    .singleElement()
                    .matches(frontend -> frontend.name().equals("p"));
            assertThat(report.backends()).singleElement().matches(GatewayReport.BackendReport::usable);
            GatewayReport.ServerReport server =
                    report.backends().getFirst().servers().getFirst();
            assertThat(server.address()).isEqualTo("127.0.0.1:1");
            assertThat(server.state()).isEqualTo("up");
            assertThat(server.weight()).isEqualTo(10);
            assertThat(server.check()).isNull();
        });
    }

    @Test
    void aServerIsChanged() {
        runner.run(context -> {
            GatewayEndpoint endpoint = context.getBean(GatewayEndpoint.class);
            GatewayReport.ServerReport server = Objects.requireNonNull(
                    endpoint.change("p", "s1", Administration.DRAIN, "50%", "7", "127.0.0.2:80"));
            assertThat(server.state()).isEqualTo("drain");
            assertThat(server.weight()).isEqualTo(5);
            assertThat(server.maxconn()).isEqualTo(7);
            assertThat(server.address()).isEqualTo("127.0.0.2:80");
            assertThat(endpoint.server("p", "s1")).isEqualTo(server);
            assertThat(endpoint.change("p", "s1", null, null, null, null)).isEqualTo(server);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "300, , ",
        "x, , ",
        ", -1, ",
        ", x, ",
        ", , 127.0.0.1",
        ", , name:80",
        ", , 127.0.0.1:0",
        ", , '[::1]:99999'"
    })
    void aMistakeIsRefused(String weight, String maxconn, String address) {
        runner.run(context -> {
            GatewayEndpoint endpoint = context.getBean(GatewayEndpoint.class);
            GatewayReport.ServerReport before = endpoint.server("p", "s1");
            assertThatThrownBy(() -> endpoint.change("p", "s1", null, weight, maxconn, address))
                    .isInstanceOf(InvalidEndpointRequestException.class);
            assertThat(endpoint.server("p", "s1")).isEqualTo(before);
        });
    }

    @Test
    void whatIsNotThereIsNotShown() {
        runner.run(context -> {
            GatewayEndpoint endpoint = context.getBean(GatewayEndpoint.class);
            assertThat(endpoint.backend("x")).isNull();
            assertThat(endpoint.server("p", "x")).isNull();
            assertThat(endpoint.change("x", "s1", null, null, null, null)).isNull();
        });
    }
}
