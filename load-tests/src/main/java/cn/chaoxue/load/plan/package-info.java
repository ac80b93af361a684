/// What a campaign needs, computed from measured costs: `./chaoxue plan`. The arithmetic is shown, nothing is guessed.
@NullMarked
package cn.chaoxue.load.plan;

import org.jspecify.annotations.NullMarked;
