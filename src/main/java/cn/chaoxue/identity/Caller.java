package cn.chaoxue.identity;

import java.util.Set;

/// Who is calling: the verified content of an access token. Inject it in a request scope; raw routes get it from
/// [CallerTokens].
public record Caller(long id, String name, Set<Role> roles, CallerUnit unit) {

    /// The caller's own unit; `path` is its place in the tree ("/1/12/130/").
    public record CallerUnit(long id, String name, String path) {}

    /// Whether the unit at `unitPath` lies in the caller's subtree, own unit included (A1.5).
    public boolean reaches(String unitPath) {
        return unitPath.startsWith(unit.path());
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }
}
