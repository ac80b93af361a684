package cn.chaoxue.study;

import static org.eclipse.microprofile.openapi.OASFactory.createAPIResponse;
import static org.eclipse.microprofile.openapi.OASFactory.createContent;
import static org.eclipse.microprofile.openapi.OASFactory.createMediaType;
import static org.eclipse.microprofile.openapi.OASFactory.createOperation;
import static org.eclipse.microprofile.openapi.OASFactory.createPathItem;
import static org.eclipse.microprofile.openapi.OASFactory.createRequestBody;
import static org.eclipse.microprofile.openapi.OASFactory.createSchema;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/// Puts the raw routes [HeartbeatRoute] and [LiveStudyRoute] into the API document beside the others.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class StudyApiFilter implements OASFilter {

    private static final String TAG = "Study";
    private static final Map<String, Object> REQUEST = Map.of(
            "courseId",
            3,
            "session",
            "k3f9c2",
            "seq",
            42,
            "position",
            371.2,
            "rate",
            1.0,
            "watched",
            List.of(List.of(311.0, 371.2)));
    private static final Map<String, Object> ANSWER = Map.of(
            "progress", 0.57,
            "coveredSeconds", 1895,
            "creditedSeconds", 15,
            "refusedSeconds", 0,
            "complete", false,
            "nextInSeconds", 15);

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getPaths().addPathItem(HeartbeatRoute.PATH, createPathItem().POST(heartbeat()));
        api.getPaths().addPathItem(LiveStudyRoute.PATH, createPathItem().GET(live()));
    }

    private static Operation heartbeat() {
        return createOperation()
                .operationId("sendHeartbeat")
                .addTag(TAG)
                .summary("Report what was watched")
                .description(
                        "`watched` are the seconds of the course since the last answer plus about 60 s before: what a"
                                + " crash may lose comes back by itself. Repeating, reordering or delaying a heartbeat changes"
                                + " nothing. Credit never exceeds the learner's wall clock × the campaign's rate, over all"
                                + " courses and devices; `refusedSeconds` may be reported again later.")
                .requestBody(createRequestBody().required(true).content(json(requestSchema(), REQUEST)))
                .responses(problems()
                        .addAPIResponse("200", described("Recorded").content(json(answerSchema(), ANSWER)))
                        .addAPIResponse("413", problem("`payload-too-large`: over 16 kB"))
                        .addAPIResponse("415", problem("`unsupported-media-type`: not JSON")));
    }

    private static Operation live() {
        return createOperation()
                .operationId("openStudySocket")
                .addTag(TAG)
                .summary("Report what was watched, over a WebSocket")
                .description("Text frames with the same bodies as `POST " + HeartbeatRoute.PATH + "`; one answer per"
                        + " frame, in order; a refused frame is answered by a problem. Give the access token as bearer"
                        + " header or as `Sec-WebSocket-Protocol: bearer, <token>`; pages send their cookie. When the"
                        + " token ends, the socket closes with code 4401.")
                .responses(problems().addAPIResponse("101", described("The socket is open")));
    }

    private static Schema requestSchema() {
        Schema interval = createSchema()
                .addType(SchemaType.ARRAY)
                .minItems(2)
                .maxItems(2)
                .items(type(SchemaType.NUMBER, "Seconds"));
        return createSchema()
                .addType(SchemaType.OBJECT)
                .required(List.of("courseId", "session", "seq", "position", "rate", "watched"))
                .addProperty("courseId", type(SchemaType.INTEGER, "Course"))
                .addProperty(
                        "session",
                        type(SchemaType.STRING, "Of this player, chosen by the client")
                                .maxLength(64))
                .addProperty("seq", type(SchemaType.INTEGER, "Rising within the session, 0 or more"))
                .addProperty("position", type(SchemaType.NUMBER, "Seconds, where to resume"))
                .addProperty("rate", type(SchemaType.NUMBER, "Playback rate, 0.25 to 4"))
                .addProperty(
                        "watched",
                        createSchema().addType(SchemaType.ARRAY).maxItems(64).items(interval));
    }

    private static Schema answerSchema() {
        return createSchema()
                .addType(SchemaType.OBJECT)
                .addProperty("progress", type(SchemaType.NUMBER, "0 to 1; exactly 1 when complete"))
                .addProperty("coveredSeconds", type(SchemaType.INTEGER, "Seconds of the course that count"))
                .addProperty("creditedSeconds", type(SchemaType.INTEGER, "Newly counted by this heartbeat"))
                .addProperty("refusedSeconds", type(SchemaType.INTEGER, "Faster than the wall clock; not counted yet"))
                .addProperty("complete", type(SchemaType.BOOLEAN, "Every segment is covered"))
                .addProperty("nextInSeconds", type(SchemaType.INTEGER, "When to send the next one"));
    }

    private static APIResponses problems() {
        return OASFactory.createAPIResponses()
                .addAPIResponse("400", problem("`invalid-request`, with `errors`"))
                .addAPIResponse("401", problem("`unauthenticated`"))
                .addAPIResponse("403", problem("`forbidden`: not a learner, or `csrf`"))
                .addAPIResponse("404", problem("`not-found`: no such course, or not enrolled for it"))
                .addAPIResponse("503", problem("`overloaded`, with `Retry-After`; nothing is lost, come back later"));
    }

    private static APIResponse problem(String description) {
        return described(description)
                .content(createContent().addMediaType("application/problem+json", createMediaType()));
    }

    private static APIResponse described(String description) {
        return createAPIResponse().description(description);
    }

    private static Schema type(SchemaType type, String description) {
        return createSchema().addType(type).description(description);
    }

    private static Content json(Schema schema, Object example) {
        return createContent()
                .addMediaType(
                        "application/json", createMediaType().schema(schema).example(example));
    }
}
