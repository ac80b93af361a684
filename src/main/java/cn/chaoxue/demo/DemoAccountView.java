package cn.chaoxue.demo;

import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An account anybody may use in demo mode.
/// @param mustActivate not activated yet: the password is the mobile number and works until activation (A1.2)
record DemoAccountView(
        Role role,
        @Schema(examples = "99000019900101002X") String username,
        String password,
        String name,
        boolean mustActivate,
        UnitRef unit) {}
