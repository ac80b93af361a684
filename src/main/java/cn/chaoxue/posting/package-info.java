/// Postings: who stood where and when, and what changes that. A person goes from one unit to another only with the
/// consent of both, on a day, with all that is theirs.
@NullMarked
package cn.chaoxue.posting;

import org.jspecify.annotations.NullMarked;
