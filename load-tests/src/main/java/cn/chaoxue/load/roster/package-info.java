/// Large files of people, and an administrator who brings them in.
@NullMarked
package cn.chaoxue.load.roster;

import org.jspecify.annotations.NullMarked;
