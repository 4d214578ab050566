package io.epochgateway.autoconfigure.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.DefinitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationMistakesTests {

    /** Each line is a configuration, the property that is blamed, its value, the reason, and a part of the mend. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', nullValues = "-", textBlock = """
                    gateway.globl.nbthread: 1 | gateway.globl | - | 'globl' is no keyword here | Did you mean 'global'?
                    gateway.global.nbthreads: 1 | gateway.global.nbthreads | 1 | 'nbthreads' is no keyword here | Did you mean 'nbthread'?
                    gateway.global.stats.socket: /run/s levl admin | gateway.global.stats.socket | /run/s levl admin | 'levl' is no keyword of a stats socket | Did you mean 'level'?
                    gateway.global.stats.socket: /run/s level root | gateway.global.stats.socket | /run/s level root | level: 'root' is no level | Valid: user, operator, admin.
                    gateway.global.stats.socket: /run/s mode 888 | gateway.global.stats.socket | /run/s mode 888 | mode: '888' is no file mode | 600
                    gateway.global.stats.socket: nowhere | gateway.global.stats.socket | nowhere | address: 'nowhere' is neither a path nor host:port | /run/gateway.sock
                    gateway.global.stats.socket: abns@x | gateway.global.stats.socket | abns@x | address: 'abns@' is no kind of address | unix@
                    gateway.global.stats.socket: 127.0.0.1:9 mode 600 | gateway.global.stats.socket | ipv4@127.0.0.1:9 | mode, user and group are for UNIX sockets | Leave them out
                    gateway.global.stats.socket: { level: admin } | gateway.global.stats.socket | - | there is no address | '/run/gateway.sock'
                    gateway.global.stats.socket: [ /a, unix@/a ] | gateway.global.stats.socket[1] | unix@/a | is the address of gateway.global.stats.socket[0] | Leave one out
                    gateway.global.stats.timeot: 1s | gateway.global.stats.timeot | 1s | 'timeot' is no keyword here | Did you mean 'timeout'?
                    gateway.listen.p2.bnd: ':1' | gateway.listen.p2.bnd | :1 | 'bnd' is no keyword here | Did you mean 'bind'?
                    gateway.listen.p2.timeout.clinet: 5s | gateway.listen.p2.timeout.clinet | 5s | 'clinet' is no keyword here | Did you mean 'client'?
                    gateway.listen.p2.server.s1: { adress: 'a:1' } | gateway.listen.p2.server.s1.adress | a:1 | 'adress' is no keyword here | Did you mean 'address'?
                    gateway.listen.p2.bind: [ { addres: ':1' } ] | gateway.listen.p2.bind[0].addres | :1 | 'addres' is no keyword here | Did you mean 'address'?
                    gateway.frontend.www.timeout.server: 1s | gateway.frontend.www.timeout.server | 1s | 'server' is no keyword here | Valid: client, http-request
                    gateway.listen.p2.mode: { http: 1 } | gateway.listen.p2.mode | - | takes a value, not a map | `tcp`, `http`
                    gateway.listen.p2.timeout: 5s | gateway.listen.p2.timeout | 5s | takes a map, not a value | client, server
                    gateway.listen.p2: ':8002' | gateway.listen.p2 | :8002 | takes a map, not a value | bind, mode
                    gateway.listen: [ { bind: ':1' } ] | gateway.listen[0] | - | takes a map of names, not a list | name
                    gateway.listen: { '[a/b]': { bind: ':1' } } | gateway.listen[a/b] | - | 'a/b' is no name | letters
                    gateway.defaults.mode: htp | gateway.defaults.mode | htp | 'htp' is no mode | Did you mean 'http'?
                    gateway.defaults.balance: leastcon | gateway.defaults.balance | leastcon | 'leastcon' is no balance algorithm | Did you mean 'leastconn'?
                    gateway.defaults.http-reuse: allways | gateway.defaults.http-reuse | allways | 'allways' is no http-reuse mode | Did you mean 'always'?
                    gateway.defaults.timeout.client: 5 sec | gateway.defaults.timeout.client | 5 sec | '5 sec' is no duration | us, ms, s, m, h or d
                    gateway.defaults.timeout.client: -PT1S | gateway.defaults.timeout.client | -PT1S | a duration can't be negative | 0
                    gateway.defaults.timeout.client: 25d | gateway.defaults.timeout.client | 25d | '25d' is too long | 24d
                    gateway.defaults.timeout.client: '' | gateway.defaults.timeout.client | "" | '' is no duration | us, ms
                    gateway.defaults.retries: many | gateway.defaults.retries | many | 'many' is no whole number | 0 or more
                    gateway.global.nbthread: 1025 | gateway.global.nbthread | 1025 | '1025' is out of range | 1 to 1024
                    gateway.global.nbthread: 99999999999 | gateway.global.nbthread | 99999999999 | '99999999999' is out of range | 1 to 1024
                    gateway.listen.p2.bind: ':65536' | gateway.listen.p2.bind | :65536 | address: the port '65536' is out of range | 0 to 65535
                    gateway.listen.p2.bind: '8080' | gateway.listen.p2.bind | 8080 | address: '8080' has no port | for example 127.0.0.1:8080
                    gateway.listen.p2.bind: ':90-80' | gateway.listen.p2.bind | :90-80 | address: '90-80' is no range of ports | lower one first
                    gateway.listen.p2.bind: ':80-x' | gateway.listen.p2.bind | :80-x | address: the port 'x' is no whole number | 0 to 65535
                    gateway.listen.p2.bind: 'abcd@x' | gateway.listen.p2.bind | abcd@x | address: 'abcd@' is no kind of address | abns@
                    gateway.listen.p2.bind: 'unix@' | gateway.listen.p2.bind | unix@ | address: 'unix@' lacks its path | /run
                    gateway.listen.p2.bind: 'fd@x' | gateway.listen.p2.bind | fd@x | address: 'x' is no whole number | 0 or more
                    gateway.listen.p2.bind: 'ipv4@[::1]:1' | gateway.listen.p2.bind | ipv4@[::1]:1 | address: '[::1]' is of the other family | prefix
                    gateway.listen.p2.bind: ':80 mode 600' | gateway.listen.p2.bind | ipv4@:80 | mode, user and group are for UNIX sockets | unix@
                    gateway.listen.p2.bind: ':80 v6only' | gateway.listen.p2.bind | ipv4@:80 | v4v6 and v6only are for IPv6 addresses | :::8080
                    gateway.listen.p2.bind: ':80 shards many' | gateway.listen.p2.bind | :80 shards many | shards: 'many' is no number of shards | by-thread
                    gateway.listen.p2.bind: ':80 interface an/d' | gateway.listen.p2.bind | :80 interface an/d | interface: 'an/d' is no name of a network device | ip link
                    gateway.backend.b.server.s: 'a:1 source b' | gateway.backend.b.server.s | a:1 source b | source: 'b' is no address | IP address
                    gateway.backend.b.server.s: 'a:1 source 127.0.0.1:9-8' | gateway.backend.b.server.s | a:1 source 127.0.0.1:9-8 | source: '9-8' is no range of ports | lower one first
                    gateway.backend.b.server.s: 'a:1 send-proxy-v2 proxy-v2-options ssl' | gateway.backend.b.server.s | a:1 send-proxy-v2 proxy-v2-options ssl | proxy-v2-options: 'ssl' can't be sent | crc32c
                    gateway.backend.b.server.s: 'a:1 send-proxy-v2 proxy-v2-options crc32' | gateway.backend.b.server.s | a:1 send-proxy-v2 proxy-v2-options crc32 | proxy-v2-options: 'crc32' is no option of it | Did you mean 'crc32c'?
                    gateway.backend.b.server.s: 'a:+70000' | gateway.backend.b.server.s | a:+70000 | address: the port '+70000' is out of range | -65535 to 65535
                    gateway.listen.p2.bind: [':1', 'a b:2'] | gateway.listen.p2.bind[1] | a b:2 | address: 'a' has no port | host:port
                    gateway.listen.p2.bind: '[::g]:1' | gateway.listen.p2.bind | [::g]:1 | address: '[::g]' is no host | IPv6
                    gateway.listen.p2.bind: ':443 ssl' | gateway.listen.p2.bind | :443 ssl | 'ssl' is no keyword of a bind | HAProxy knows it, but it is not supported here: leave it out. Valid: maxconn
                    gateway.listen.p2.stick-table: type ip size 1m | gateway.listen.p2.stick-table | type ip size 1m | 'stick-table' is no keyword here | HAProxy knows it
                    gateway.defaults.timeout: [ client 5s ] | gateway.defaults.timeout[0] | client 5s | takes a map, not a list | instead of the dash: client
                    gateway.backend.b.server: [ 's a:1' ] | gateway.backend.b.server[0] | - | takes a map of names, not a list | a name instead of the dash
                    gateway.backend.b.server.s: ':80' | gateway.backend.b.server.s | :80 | address: ':80' has no host | host:port
                    gateway.backend.b.server.s: 'a:0' | gateway.backend.b.server.s | a:0 | address: the port '0' is out of range | 1 to 65535
                    gateway.backend.b.server.s: 'a:1 maxcon 4' | gateway.backend.b.server.s | a:1 maxcon 4 | 'maxcon' is no keyword of a server | Did you mean 'maxconn'?
                    gateway.backend.b.server.s: 'a:1 maxconn' | gateway.backend.b.server.s | a:1 maxconn | 'maxconn' lacks its value | behind
                    gateway.backend.b.server.s: 'a:1 weight 257' | gateway.backend.b.server.s | a:1 weight 257 | weight: '257' is out of range | 0 to 256
                    gateway.backend.b.server.s: { address: 'a:1', weight: 257 } | gateway.backend.b.server.s.weight | 257 | '257' is out of range | 0 to 256
                    gateway.backend.b.server.s: { address: 'a:1', backup: ture } | gateway.backend.b.server.s.backup | ture | 'ture' is neither true nor false | Did you mean 'true'?
                    gateway.backend.b.server.s: { weight: 2 } | gateway.backend.b.server.s | - | there is no address | 127.0.0.1:8080
                    gateway.backend.b.server.s: '' | gateway.backend.b.server.s | - | there is no address | 127.0.0.1:8080
                    gateway.backend.b.default-server: 'wait 2' | gateway.backend.b.default-server | wait 2 | 'wait' is no keyword of a default-server | weight
                    gateway.listen.p2.mode: http | gateway.listen.p2.bind | - | there is no address to listen on | ':8080'
                    """)
    void aMistakeNamesThePropertyTheValueTheReasonAndTheMend(
            String yaml, String property, String value, String reason, String mend) {
        DefinitionException mistake = Written.yaml(yaml).mistake();

        assertThat(mistake.property()).isEqualTo(property);
        assertThat(mistake.value()).isEqualTo(value);
        assertThat(mistake.reason()).isEqualTo(reason);
        assertThat(mistake.mend()).contains(mend);
    }

    @Test
    void theFirstMistakeOfTheFileIsReported() {
        assertThat(Written.yaml("gateway.listen: { b: { bnd: ':1' }, a: { bidn: ':2' } }")
                        .mistake()
                        .property())
                .isEqualTo("gateway.listen.b.bnd");
    }
}
