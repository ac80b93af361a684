/// Who holds which right, where, from whom and until when: given and withdrawn from above, never beyond what the giver
/// holds (A1.5, A1.6).
@NullMarked
package cn.chaoxue.rights;

import org.jspecify.annotations.NullMarked;
