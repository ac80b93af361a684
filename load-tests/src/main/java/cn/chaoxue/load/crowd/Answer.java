package cn.chaoxue.load.crowd;

/// What a server answered.
/// @param retryAfterSeconds of the header `Retry-After`; -1 where there is none
public record Answer(int status, int retryAfterSeconds, String body) {

    public boolean successful() {
        return status >= 200 && status < 300;
    }

    /// Busy or unable now: to be asked again later.
    public boolean comeBack() {
        return status == 429 || status >= 500;
    }

    /// The text of a JSON member, quotes included only where it contains some; empty where it is absent. For
    /// the small flat answers of hot endpoints: a parser would cost more than the request.
    public String member(String name) {
        int at = body.indexOf("\"" + name + "\":");
        if (at < 0) {
            return "";
        }
        int from = at + name.length() + 3;
        boolean quoted = body.charAt(from) == '"';
        int start = quoted ? from + 1 : from;
        int end = start;
        while (end < body.length() && (quoted ? body.charAt(end) != '"' : ",}]".indexOf(body.charAt(end)) < 0)) {
            end++;
        }
        return body.substring(start, end);
    }
}
