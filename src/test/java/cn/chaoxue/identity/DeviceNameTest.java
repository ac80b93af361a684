package cn.chaoxue.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceNameTest {

    private static final String WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko) ";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Chrome · Windows | Mozilla/5.0 (Windows NT 10.0; Win64; x64) %Chrome/141.0.0.0 Safari/537.36
                    Edge · Windows | Mozilla/5.0 (Windows NT 10.0; Win64; x64) %Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0
                    Chrome · Linux | Mozilla/5.0 (X11; Linux x86_64) %HeadlessChrome/141.0.0.0 Safari/537.36
                    Firefox · Linux | Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0
                    Safari · macOS | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) %Version/18.0 Safari/605.1.15
                    Safari · iOS | Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) %Version/18.0 Mobile/15E148 Safari/604.1
                    Chrome · iOS | Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) %CriOS/141.0 Mobile/15E148 Safari/604.1
                    WeChat · Android | Mozilla/5.0 (Linux; Android 14; V2309A) %Chrome/116.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.50 NetType/WIFI
                    WeCom · Android | Mozilla/5.0 (Linux; Android 14) %Chrome/116.0.0.0 Mobile Safari/537.36 wxwork/4.1.30 MicroMessenger/7.0.1
                    DingTalk · Android | Mozilla/5.0 (Linux; U; Android 14; zh-CN) %Chrome/100.0.0.0 UCBrowser/11.0 Mobile Safari/537.36 AliApp(DingTalk/7.6.0)
                    Huawei Browser · HarmonyOS | Mozilla/5.0 (Linux; Android 12; HarmonyOS; ANA-AN00) %Chrome/114.0.0.0 HuaweiBrowser/15.0.4 Mobile Safari/537.36
                    iOS | ExamApp/1.0 (iPhone; iOS 18.0)
                    """)
    void browser_isKnownByProgramAndSystem(String name, String userAgent) {
        assertThat(DeviceName.of(userAgent.replace("%", WEBKIT))).isEqualTo(name);
    }

    @Test
    void whatTellsNothing_hasNoName() {
        assertThat(DeviceName.of((String) null)).isNull();
        assertThat(DeviceName.of("")).isNull();
        assertThat(DeviceName.of("curl/8.5.0")).isNull();
        assertThat(DeviceName.of("<script>alert(1)</script> 13912340001")).isNull();
    }

    /// However long it is, and whatever it says, one of few names comes of it.
    @Test
    void endOfALongHeader_isNotLookedAt() {
        assertThat(DeviceName.of("x".repeat(600) + " Chrome/141.0 Windows")).isNull();
        assertThat(DeviceName.of("Windows Chrome/141.0 " + "x".repeat(100_000))).isEqualTo("Chrome · Windows");
    }
}
