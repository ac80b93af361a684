package cn.chaoxue.load.crowd;

import cn.chaoxue.load.crowd.School.Learner;
import java.time.Instant;
import java.util.Optional;

/// A learner before a test, with the answers they will give and what those deserve.
/// @param score 0 to 100, as the server will find
/// @param answers the body of the submission
public record Sitting(Learner learner, int exam, int score, String answers) {

    /// An attempt this learner has open.
    public record Open(Sitting sitting, long attemptId) {

        /// Sends the answers until there is a receipt, always under the same key; empty where there was none in
        /// time or a definite refusal instead.
        public Optional<String> submit(Client client, Instant until) {
            return client.insist(submission(), until)
                    .filter(answer -> answer.status() == 202)
                    .map(answer -> answer.member("receipt"));
        }

        /// The request, with a key that is the attempt's own.
        public Request submission() {
            return Request.post(
                            "/api/v1/attempts/" + attemptId + "/submission", sitting.learner.token(), sitting.answers)
                    .withKey("attempt-" + attemptId);
        }

        /// Keeps the answers on the server, once.
        public Request save(int seq) {
            String body = "{\"seq\":" + seq + "," + sitting.answers.substring(1);
            return Request.put("/api/v1/attempts/" + attemptId + "/answers", sitting.learner.token(), body);
        }

        /// How it stands.
        public Request look() {
            return Request.get("/api/v1/attempts/" + attemptId, sitting.learner.token());
        }
    }

    /// Opens the attempt, or finds the one open already; empty where that was not possible in time.
    public Optional<Open> start(Client client, Instant until) {
        return client.insist(Request.post("/api/v1/exams/" + exam + "/attempts", learner.token(), ""), until)
                .filter(answer -> answer.status() == 201)
                .map(answer -> new Open(this, Long.parseLong(answer.member("attemptId"))));
    }
}
