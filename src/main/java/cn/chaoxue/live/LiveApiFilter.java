package cn.chaoxue.live;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/// Puts the raw route [BoardRoute] into the API document beside the others.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class LiveApiFilter implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getPaths()
                .addPathItem(
                        "/api/v1/campaigns/{id}/live",
                        OASFactory.createPathItem().GET(operation()));
    }

    private static Operation operation() {
        return OASFactory.createOperation()
                .operationId("watchTally")
                .addTag("Live board")
                .summary("Watch the counts of a unit")
                .description(
                        "Server-sent events named `tally`: first the counts as they are, then every change, at most"
                                + " one a second, always absolute values; `id` is the version. A comment line every 15 s."
                                + " Units that come, go or are renamed show within seconds; the stream ends when the"
                                + " token does, or when the unit leaves the caller's subtree."
                                + " Give the access token as bearer header or, from a page, as the session cookie.")
                .addParameter(parameter("id", Parameter.In.PATH, Schema.SchemaType.INTEGER, "Campaign")
                        .required(true))
                .addParameter(parameter("unit", Parameter.In.QUERY, Schema.SchemaType.INTEGER, "Unit; own by default"))
                .addParameter(parameter(
                        "children", Parameter.In.QUERY, Schema.SchemaType.BOOLEAN, "Units directly below as well"))
                .addParameter(parameter(
                        "Last-Event-ID",
                        Parameter.In.HEADER,
                        Schema.SchemaType.INTEGER,
                        "Version seen last; no older one is sent"))
                .responses(responses());
    }

    private static Parameter parameter(String name, Parameter.In in, Schema.SchemaType type, String description) {
        return OASFactory.createParameter()
                .name(name)
                .in(in)
                .description(description)
                .schema(OASFactory.createSchema().addType(type));
    }

    private static APIResponses responses() {
        return OASFactory.createAPIResponses()
                .addAPIResponse("200", events())
                .addAPIResponse("400", problem("`invalid-request`: `unit` is not an id"))
                .addAPIResponse("401", problem("`unauthenticated`: no valid access token"))
                .addAPIResponse("403", problem("`forbidden`: a learner's role does not look at boards"))
                .addAPIResponse("404", problem("`not-found`: absent or outside the caller's subtree"))
                .addAPIResponse("503", problem("`overloaded`: too many boards are open here; see `Retry-After`"));
    }

    private static APIResponse events() {
        return OASFactory.createAPIResponse()
                .description("The event stream")
                .content(OASFactory.createContent()
                        .addMediaType(
                                "text/event-stream",
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING))
                                        .example(LiveExamples.EVENTS)));
    }

    private static APIResponse problem(String description) {
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType("application/problem+json", OASFactory.createMediaType()));
    }
}
