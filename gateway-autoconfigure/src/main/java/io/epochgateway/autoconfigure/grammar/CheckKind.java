package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.CheckScript;
import io.epochgateway.definition.DefinitionException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The options of which one says what a backend's checks do. */
enum CheckKind {
    HTTP(HealthKeywords.HTTPCHK) {
        @Override
        CheckScript script(Settings option, Settings backend) throws Mistake {
            return CheckScripts.http(
                    option.get(HealthKeywords.HTTPCHK), backend.get(HealthKeywords.HTTP_CHECK, List.of()));
        }
    },
    TCP(HealthKeywords.TCP_CHECK_OPTION) {
        @Override
        CheckScript script(Settings option, Settings backend) throws Mistake {
            return CheckScripts.tcp(backend.get(HealthKeywords.TCP_CHECK, List.of()));
        }
    },
    REDIS(HealthKeywords.REDIS_CHECK) {
        @Override
        CheckScript script(Settings option, Settings backend) throws Mistake {
            return ProtocolChecks.redis();
        }
    },
    MYSQL(HealthKeywords.MYSQL_CHECK) {
        @Override
        CheckScript script(Settings option, Settings backend) throws Mistake {
            Settings words =
                    option.get(HealthKeywords.MYSQL_CHECK, Switched.OFF).words();
            return ProtocolChecks.mysql(words.find(HealthKeywords.MYSQL_USER), words.get(HealthKeywords.PRE_41));
        }
    },
    PGSQL(HealthKeywords.PGSQL_CHECK) {
        @Override
        CheckScript script(Settings option, Settings backend) throws Mistake {
            String user =
                    option.get(HealthKeywords.PGSQL_CHECK, Switched.OFF).words().find(HealthKeywords.PGSQL_USER);
            if (user == null) {
                throw new Mistake("option pgsql-check has no user", "Write 'user' and a name behind it.");
            }
            return ProtocolChecks.pgsql(user);
        }
    },
    SMTP(HealthKeywords.SMTPCHK) {
        @Override
        CheckScript script(Settings option, Settings backend) throws Mistake {
            return ProtocolChecks.smtp(option.get(HealthKeywords.SMTPCHK).line());
        }
    },
    LDAP(HealthKeywords.LDAP_CHECK) {
        @Override
        CheckScript script(Settings option, Settings backend) throws Mistake {
            return ProtocolChecks.ldap();
        }
    },
    SSL_HELLO(HealthKeywords.SSL_HELLO_CHK) {
        @Override
        CheckScript script(Settings option, Settings backend) throws Mistake {
            return ProtocolChecks.sslHello();
        }
    },
    BEAN(HealthKeywords.BEAN_CHECK) {
        @Override
        CheckScript script(Settings option, Settings backend) {
            return CheckScript.CONNECT;
        }
    };

    private final Keyword<?> option;

    CheckKind(Keyword<?> option) {
        this.option = option;
    }

    /** What the check says and expects. */
    abstract CheckScript script(Settings option, Settings backend) throws Mistake;

    /**
     * The one that is written; null if none is.
     *
     * @param own the options of the backend itself
     * @param all the same over the defaults
     */
    static @Nullable CheckKind of(Settings own, Settings all) {
        List<CheckKind> written = in(own);
        List<CheckKind> kinds = written.isEmpty() ? in(all) : written;
        if (kinds.size() > 1) {
            throw new DefinitionException(
                    own.property().isEmpty() ? all.property() : own.property(),
                    null,
                    "there are several kinds of checks: "
                            + String.join(
                                    ", ",
                                    kinds.stream()
                                            .map(kind -> kind.option.name())
                                            .toList()),
                    "Keep one of them.");
        }
        return kinds.isEmpty() ? null : kinds.getFirst();
    }

    private static List<CheckKind> in(Settings options) {
        return Stream.of(values())
                .filter(kind -> isOn(options.find(kind.option)))
                .toList();
    }

    private static boolean isOn(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean flag -> flag;
            case Switched switched -> switched.on();
            case HttpCheckLine.Request request -> request.on();
            case SmtpLine.Hello hello -> hello.on();
            case String bean -> !bean.isEmpty();
            default -> true;
        };
    }
}
