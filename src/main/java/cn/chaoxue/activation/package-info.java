/// Activation of many at once: when initial passwords work, and activations taken back.
@NullMarked
package cn.chaoxue.activation;

import org.jspecify.annotations.NullMarked;
