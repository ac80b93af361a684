/// What routes share: bodies of the raw ones, which quarkus-rest does not carry, and the language of answers.
@NullMarked
package cn.chaoxue.platform.http;

import org.jspecify.annotations.NullMarked;
