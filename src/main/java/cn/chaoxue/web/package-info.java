/// Serves the built web app from memory, already compressed; answers every page address with the app itself.
@NullMarked
package cn.chaoxue.web;

import org.jspecify.annotations.NullMarked;
