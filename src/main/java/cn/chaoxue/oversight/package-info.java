/// What superiors may look into: the audit log of their subtree.
@NullMarked
package cn.chaoxue.oversight;

import org.jspecify.annotations.NullMarked;
