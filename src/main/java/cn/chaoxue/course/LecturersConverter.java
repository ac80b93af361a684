package cn.chaoxue.course;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;

/// `[{"name":…,"title":…}]`, kept in one column: lecturers are read with their course and never by themselves.
@Converter
class LecturersConverter implements AttributeConverter<List<Lecturer>, String> {

    @Override
    public String convertToDatabaseColumn(List<Lecturer> lecturers) {
        return new JsonArray(lecturers.stream()
                        .map(l -> new JsonObject().put("name", l.name()).put("title", l.title()))
                        .toList())
                .encode();
    }

    @Override
    public List<Lecturer> convertToEntityAttribute(String column) {
        return new JsonArray(column)
                .stream()
                        .map(JsonObject.class::cast)
                        .map(l -> new Lecturer(l.getString("name", ""), l.getString("title", "")))
                        .toList();
    }
}
