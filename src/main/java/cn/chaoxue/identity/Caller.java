package cn.chaoxue.identity;

import cn.chaoxue.audit.Origin;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/// Who is calling: the verified content of an access token, which names nobody ([AccountNames] does). Inject it in
/// request scope where the endpoint names its roles; raw routes get it from [CallerTokens]. Not a record, so that the
/// injected one can be a proxy of the request.
public class Caller {

    private final long id;
    private final Set<Role> roles;
    private final CallerUnit unit;

    public Caller(long id, Set<Role> roles, CallerUnit unit) {
        this.id = id;
        this.roles = Set.copyOf(roles);
        this.unit = unit;
    }

    /// The caller's own unit; `path` is its place in the tree ("/1/12/130/").
    public record CallerUnit(long id, String name, String path) {}

    /// The account's id; the learner's id as well.
    public long id() {
        return id;
    }

    public Set<Role> roles() {
        return roles;
    }

    public CallerUnit unit() {
        return unit;
    }

    /// Whether the unit at `unitPath` lies in the caller's subtree, own unit included (A1.5).
    public boolean reaches(String unitPath) {
        return unitPath.startsWith(unit.path());
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    /// Whether it may see in clear what is masked, beneath its unit (A1.9).
    public boolean unmasks() {
        return has(Role.UNMASK);
    }

    /// The caller as the audit log names it: the account and where its request came from.
    public Origin origin(RoutingContext request) {
        return new Origin(id, request.request().remoteAddress().hostAddress());
    }

    /// Names nobody: callers end up in logs.
    @Override
    public String toString() {
        return "Caller[" + id + " " + roles + "]";
    }
}
