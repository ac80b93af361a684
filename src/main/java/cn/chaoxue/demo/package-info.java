/// Synthetic people and rehearsals; nobody imports it.
@NullMarked
package cn.chaoxue.demo;

import org.jspecify.annotations.NullMarked;
