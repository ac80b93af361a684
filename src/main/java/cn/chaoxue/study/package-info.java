/// Heartbeats become coverage in Redis, coverage becomes rows in PostgreSQL; nothing acknowledged is lost.
@NullMarked
package cn.chaoxue.study;

import org.jspecify.annotations.NullMarked;
