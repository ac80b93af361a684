/// What raw routes share: the hottest paths, which quarkus-rest does not carry.
@NullMarked
package cn.chaoxue.platform.http;

import org.jspecify.annotations.NullMarked;
