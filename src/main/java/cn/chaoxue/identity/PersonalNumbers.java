package cn.chaoxue.identity;

import io.smallrye.mutiny.Uni;
import java.util.List;

/// What only the keeper of cadre records can tell identity: the numbers a password must not contain. They are opened
/// for the comparison and forgotten.
public interface PersonalNumbers {

    /// ID and mobile number of the account's owner; empty when there is no record.
    Uni<List<String>> of(long accountId);
}
