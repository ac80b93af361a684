package cn.chaoxue.demo;

import cn.chaoxue.demo.DemoPerson.Place;
import cn.chaoxue.org.UnitLevel;
import java.util.List;
import java.util.SplittableRandom;

/// Which classes, employments and posts occur at which level (A3.2, A1.8).
final class Places {

    private record Post(int share, String cadreClass, String title) {}

    private static final List<Post> CENTRE = List.of(
            new Post(10, "BUREAU", "部长"),
            new Post(20, "BUREAU", "副部长"),
            new Post(35, "COUNTY_LEVEL", "处长"),
            new Post(35, "COUNTY_LEVEL", "副处长"),
            new Post(100, "SECTION", "主任科员"));
    private static final List<Post> PROVINCE = List.of(
            new Post(5, "BUREAU", "书记"),
            new Post(15, "BUREAU", "副书记"),
            new Post(60, "COUNTY_LEVEL", "部长"),
            new Post(60, "COUNTY_LEVEL", "副部长"),
            new Post(100, "SECTION", "主任科员"));
    private static final List<Post> CITY = List.of(
            new Post(10, "COUNTY_LEVEL", "书记"),
            new Post(30, "COUNTY_LEVEL", "副书记"),
            new Post(80, "SECTION", "部长"),
            new Post(100, "SECTION", "科员"));
    private static final List<Post> COUNTY =
            List.of(new Post(20, "SECTION", "书记"), new Post(50, "SECTION", "副书记"), new Post(80, "SECTION", "干事"));
    private static final List<Post> GRASSROOTS = List.of(
            new Post(20, "GRASSROOTS", "书记"),
            new Post(30, "GRASSROOTS", "副书记"),
            new Post(30, "GRASSROOTS", "组织委员"),
            new Post(30, "GRASSROOTS", "宣传委员"));

    private Places() {}

    static Place draw(UnitLevel level, SplittableRandom random) {
        Post post = drawPost(posts(level), random);
        return new Place(post.cadreClass(), employment(level, random.nextInt(100)), post.title());
    }

    private static List<Post> posts(UnitLevel level) {
        return switch (level) {
            case CENTRE -> CENTRE;
            case PROVINCE -> PROVINCE;
            case CITY -> CITY;
            case COUNTY -> COUNTY;
            case GRASSROOTS -> GRASSROOTS;
        };
    }

    private static Post drawPost(List<Post> posts, SplittableRandom random) {
        int left = random.nextInt(posts.stream().mapToInt(Post::share).sum());
        for (Post post : posts) {
            left -= post.share();
            if (left < 0) {
                return post;
            }
        }
        throw new AssertionError("shares do not add up");
    }

    private static String employment(UnitLevel level, int percent) {
        if (level == UnitLevel.GRASSROOTS) {
            return percent < 30 ? "FULL_TIME" : "PART_TIME";
        }
        return percent < 82 ? "FULL_TIME" : percent < 95 ? "SECONDED" : "PART_TIME";
    }
}
