package cn.chaoxue.campaign;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The caller's courses, the campaign that closes first first, in the campaign's own order.
@Schema(name = "MyCourses")
record MyCoursesView(List<MyCourseView> items) {}
