package io.epochgateway.server.check;

import io.epochgateway.definition.CheckExpression;
import io.epochgateway.definition.CheckExpression.Constant;
import io.epochgateway.definition.CheckExpression.Conversion;
import io.epochgateway.definition.CheckExpression.Fact;
import io.epochgateway.definition.CheckExpression.Payload;
import io.epochgateway.definition.CheckExpression.ResponseField;
import io.epochgateway.definition.CheckExpression.Variable;
import io.epochgateway.definition.CheckFormat;
import io.epochgateway.definition.CheckFormat.Plain;
import io.epochgateway.definition.CheckFormat.Value;
import io.epochgateway.definition.CheckStep.SetVariable;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What the texts of a running check can be made of. */
final class CheckValues {

    /** As HAProxy's {@code node} is where nobody says otherwise; found once, as it may take its time. */
    private static final String HOSTNAME = ownName();

    private final CheckPlace place;
    private final Received received;
    private final Map<String, String> variables = new HashMap<>();

    CheckValues(CheckPlace place, Received received) {
        this.place = place;
        this.received = received;
    }

    private static String ownName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    String hostname() {
        return HOSTNAME;
    }

    void set(SetVariable step) {
        if (step.value() == null) {
            variables.remove(step.name());
        } else {
            variables.put(step.name(), value(step.value()));
        }
    }

    String text(CheckFormat format) {
        StringBuilder text = new StringBuilder();
        for (CheckFormat.Part part : format.parts()) {
            text.append(
                    switch (part) {
                        case Plain plain -> plain.text();
                        case Value value -> value(value.expression());
                    });
        }
        return text.toString();
    }

    /** Empty if there is none. */
    String value(CheckExpression expression) {
        String value = switch (expression.source()) {
            case Constant constant -> constant.value();
            case Variable variable -> variables.getOrDefault(variable.name(), "");
            case Payload payload -> payload(payload);
            case ResponseField field -> received.response().field(field.name(), field.whole());
            case Fact fact -> fact(fact);
        };
        for (Conversion conversion : expression.conversions()) {
            value = conversion.converter().convert(value, conversion.arguments());
        }
        return value;
    }

    private String payload(Payload payload) {
        CharSequence octets = received.octets();
        int end = payload.length() == 0 ? octets.length() : payload.offset() + payload.length();
        return payload.offset() > octets.length() || end > octets.length()
                ? ""
                : octets.subSequence(payload.offset(), end).toString();
    }

    private String fact(Fact fact) {
        SocketAddress address = place.address().get();
        return switch (fact) {
            case BE_NAME -> place.server().proxy();
            case DATE -> String.valueOf(Instant.now().getEpochSecond());
            case DST -> address instanceof InetSocketAddress inet ? NetUtil.toAddressString(inet.getAddress()) : "";
            case DST_PORT -> address instanceof InetSocketAddress inet ? String.valueOf(inet.getPort()) : "";
            case HOSTNAME -> HOSTNAME;
            case RES_BODY -> received.response().body();
            case RES_LEN -> String.valueOf(received.octets().length());
            case SRV_ID -> String.valueOf(place.server().id());
            case SRV_NAME -> place.server().name();
            case STATUS ->
                received.response().hasHead()
                        ? String.valueOf(received.response().status())
                        : "";
            case UUID -> UUID.randomUUID().toString();
        };
    }

    /** The digits at the beginning; 0 without any. */
    int number(CheckExpression expression) {
        String value = value(expression);
        int end = 0;
        while (end < Math.min(value.length(), 9) && Character.isDigit(value.charAt(end))) {
            end++;
        }
        return end == 0 ? 0 : Integer.parseInt(value.substring(0, end));
    }
}
