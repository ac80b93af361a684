/// Campaigns, enrolment, and the facts that move their counts.
@NullMarked
package cn.chaoxue.campaign;

import org.jspecify.annotations.NullMarked;
