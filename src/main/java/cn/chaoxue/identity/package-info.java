/// Who is calling: login, tokens, passwords, roles.
@NullMarked
package cn.chaoxue.identity;

import org.jspecify.annotations.NullMarked;
