/// Walks the product as people do, in a real Chromium against the real service.
@NullMarked
package cn.chaoxue.browser;

import org.jspecify.annotations.NullMarked;
