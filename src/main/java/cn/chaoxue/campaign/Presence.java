package cn.chaoxue.campaign;

import cn.chaoxue.identity.Caller;

/// Who studies right now, for the boards' "online now". Declared here and kept by the live board, so that study need
/// not know who watches.
public interface Presence {

    /// Notes that the caller was just heard of. In memory only, no input or output, safe from any thread: cheap enough
    /// for every heartbeat. A live estimate, never a fact: what does not fit its bound is left out.
    void seen(Caller caller);
}
