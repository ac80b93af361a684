/// The liaison directory: whom to call about studies in each province and city.
@NullMarked
package cn.chaoxue.liaison;

import org.jspecify.annotations.NullMarked;
