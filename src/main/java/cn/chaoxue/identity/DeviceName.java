package cn.chaoxue.identity;

import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Coarse names of devices ("Chrome · Windows"), for their owner to tell one log-in from another. Told from the
/// `User-Agent`, of which neither versions nor models are looked at, and nothing is kept.
public final class DeviceName {

    /// Longer ones say nothing more that is asked for.
    private static final int MOST_CHARS = 512;

    /// The first that is found: the header of each names those after it as well, to be taken for them.
    private static final Map<String, String> PROGRAMS = inOrder(
            "wxwork/", "WeCom",
            "MicroMessenger/", "WeChat",
            "DingTalk/", "DingTalk",
            "MQQBrowser/", "QQ Browser",
            "QQBrowser/", "QQ Browser",
            " QQ/", "QQ",
            "HuaweiBrowser/", "Huawei Browser",
            "MiuiBrowser/", "Mi Browser",
            "UCBrowser/", "UC Browser",
            "Edg/", "Edge",
            "EdgA/", "Edge",
            "EdgiOS/", "Edge",
            "OPR/", "Opera",
            "Firefox/", "Firefox",
            "FxiOS/", "Firefox",
            "CriOS/", "Chrome",
            "HeadlessChrome/", "Chrome",
            "Chrome/", "Chrome",
            "Safari/", "Safari");

    private static final Map<String, String> SYSTEMS = inOrder(
            "HarmonyOS", "HarmonyOS",
            "OpenHarmony", "HarmonyOS",
            "Android", "Android",
            "iPhone", "iOS",
            "iPad", "iOS",
            "Windows", "Windows",
            "Macintosh", "macOS",
            "CrOS", "ChromeOS",
            "Linux", "Linux");

    private DeviceName() {}

    /// Of whoever sent the request; null where its header tells nothing known.
    public static @Nullable String of(RoutingContext request) {
        return of(request.request().getHeader("User-Agent"));
    }

    static @Nullable String of(@Nullable String userAgent) {
        if (userAgent == null) {
            return null;
        }
        String head = userAgent.substring(0, Math.min(userAgent.length(), MOST_CHARS));
        String name = Stream.of(PROGRAMS, SYSTEMS)
                .flatMap(names -> first(names, head).stream())
                .collect(Collectors.joining(" · "));
        return name.isEmpty() ? null : name;
    }

    private static Optional<String> first(Map<String, String> names, String head) {
        return names.keySet().stream().filter(head::contains).findFirst().map(names::get);
    }

    private static Map<String, String> inOrder(String... pairs) {
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            names.put(pairs[i], pairs[i + 1]);
        }
        return names;
    }
}
