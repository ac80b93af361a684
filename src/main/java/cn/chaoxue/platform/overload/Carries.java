package cn.chaoxue.platform.overload;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What an endpoint, or all of a resource, carries. Without it an endpoint is [Traffic#BROWSING].
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Carries {

    Traffic value();
}
