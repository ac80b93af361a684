/// Nobody reads or writes outside the subtree of their role (invariant 7), whatever the endpoint.
package cn.chaoxue.isolation;
