/// Walks the product as people do, in a real Chromium against the real service.
package cn.chaoxue.browser;
