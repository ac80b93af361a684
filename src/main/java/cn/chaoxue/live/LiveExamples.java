package cn.chaoxue.live;

/// Examples of the API document.
final class LiveExamples {

    static final String TALLY = """
            {"campaignId": 1,
             "unit": {"id": 12, "name": "共青团浙江省委", "path": "/1/12/", "level": "PROVINCE", "hasChildren": true},
             "enrolled": 5210, "started": 4100, "inStudy": 2890, "courseCompletions": 30112, "passed": 30112,
             "completed": 1210, "onlineNow": 388, "version": 7712,
             "changedAt": "2026-11-22T03:15:09.120Z", "asOf": "2026-11-22T03:15:10.004Z",
             "parents": [{"id": 1, "name": "团中央", "path": "/1/", "level": "CENTRE", "hasChildren": true}],
             "children": [{"unit": {"id": 130, "name": "共青团杭州市委", "path": "/1/12/130/", "level": "CITY",
                           "hasChildren": true},
                           "enrolled": 810, "started": 702, "inStudy": 480, "courseCompletions": 5100,
                           "passed": 5100, "completed": 222, "onlineNow": 61, "version": 1402}]}""";

    static final String TREND = """
            {"unit": {"id": 12, "name": "共青团浙江省委", "path": "/1/12/", "level": "PROVINCE", "hasChildren": true},
             "points": [{"at": "2026-11-22T03:14:00Z", "started": 12, "courseCompletions": 80, "passed": 80,
                         "completed": 7},
                        {"at": "2026-11-22T03:15:00Z", "started": 3, "courseCompletions": 22, "passed": 22,
                         "completed": 1}]}""";

    static final String EVENTS = """
            retry: 3000

            event: tally
            id: 7712
            data: {"campaignId":1,"unit":{"id":12,"name":"共青团浙江省委","path":"/1/12/","level":"PROVINCE",\
            "hasChildren":true},"enrolled":5210,"started":4100,"inStudy":2890,"courseCompletions":30112,\
            "passed":30112,"completed":1210,"onlineNow":388,"version":7712,\
            "changedAt":"2026-11-22T03:15:09.120Z","asOf":"2026-11-22T03:15:10.004Z"}

            :

            """;

    private LiveExamples() {}
}
