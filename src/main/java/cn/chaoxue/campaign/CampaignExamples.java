package cn.chaoxue.campaign;

/// Answers as the API document shows them.
final class CampaignExamples {

    static final String MY_COURSES = """
            {"items":[{"courseId":7,"title":"开辟全面从严治党新篇章——十八届六中全会精神概述","form":"VIDEO","subject":"时政解读",
            "required":true,"durationSeconds":2634,"studyHours":1.0,"progress":0.57,"coveredSeconds":1500,"examId":7,
            "passed":false,"completed":false,"campaignId":1,
            "campaignTitle":"学习党的十八届六中全会精神和从严治团要求专题在线培训","closesAt":"2026-12-31T16:00:00Z"}]}""";

    static final String COURSE = """
            {"courseId":1,"title":"中共十八届六中全会公报","form":"TEXT","subject":"时政解读","summary":"","durationSeconds":600,
            "studyHours":0.5,"segmentSeconds":5,"lecturers":[],"mediaUrl":null,"sections":[{"ordinal":1,"title":"第一节",
            "body":"……","fromSeconds":0,"toSeconds":120}],"examId":1}""";

    private static final String HEAD = """
            {"campaignId":1,"title":"学习党的十八届六中全会精神和从严治团要求专题在线培训","kind":"CAMPAIGN",
            "opensAt":"2026-11-01T00:00:00Z","closesAt":"2026-12-31T16:00:00Z","state":"OPEN",
            "unit":{"id":1,"name":"团中央","path":"/1/"},"requiredCourses":11,"optionalCourses":1""";

    static final String CAMPAIGNS = "{\"items\":[" + HEAD + "}]}";

    static final String CAMPAIGN = HEAD + """
            ,"courses":[{"courseId":1,"title":"中共十八届六中全会公报","form":"TEXT","required":true,"durationSeconds":600,
            "studyHours":0.5}]}""";

    static final String LEARNERS = """
            {"items":[{"learnerId":4711,"name":"张*","unit":{"id":130,"name":"共青团杭州市委","path":"/1/12/130/"},
            "status":"IN_STUDY","requiredDone":3,"requiredTotal":11,"startedAt":"2026-11-02T01:00:00Z",
            "completedAt":null}],"next":"MTMwOjQ3MTE"}""";

    private CampaignExamples() {}
}
