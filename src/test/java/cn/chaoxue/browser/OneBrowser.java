package cn.chaoxue.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import io.quarkus.test.junit.callback.QuarkusTestAfterAllCallback;
import io.quarkus.test.junit.callback.QuarkusTestContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The machine's own Chromium, headless: started for the first visitor of a test class, and ended with the class.
/// Nothing is downloaded.
public final class OneBrowser implements QuarkusTestAfterAllCallback {

    private static final List<String> PROGRAMS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final Path MAC_CHROME = Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

    private static @Nullable Playwright playwright;
    private static @Nullable Browser browser;

    /// One that runs: a new one, if that of before has died.
    static Browser running() {
        Browser last = browser;
        if (last != null && last.isConnected()) {
            return last;
        }
        end();
        Playwright driver = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        playwright = driver;
        Browser started = driver.chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program())
                        .setArgs(List.of("--no-sandbox", "--autoplay-policy=no-user-gesture-required")));
        browser = started;
        return started;
    }

    @Override
    public void afterAll(QuarkusTestContext context) {
        end();
    }

    private static void end() {
        Playwright driver = playwright;
        playwright = null;
        browser = null;
        if (driver != null) {
            driver.close();
        }
    }

    private static Path program() {
        Stream<Path> onPath = Arrays.stream(System.getenv("PATH").split(":"))
                .flatMap(folder -> PROGRAMS.stream().map(name -> Path.of(folder, name)));
        return Stream.concat(onPath, Stream.of(MAC_CHROME))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No Chromium or Chrome on the PATH"));
    }
}
