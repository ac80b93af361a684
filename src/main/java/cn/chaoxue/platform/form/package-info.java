/// What free texts may hold, wherever one is asked for.
@NullMarked
package cn.chaoxue.platform.form;

import org.jspecify.annotations.NullMarked;
