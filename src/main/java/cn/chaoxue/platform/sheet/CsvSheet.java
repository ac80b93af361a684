package cn.chaoxue.platform.sheet;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Comma-separated text with the mark that makes spreadsheets read it as UTF-8.
final class CsvSheet implements Sheet {

    private boolean begun;

    @Override
    public byte[] rows(List<List<String>> rows) {
        StringBuilder text = new StringBuilder(begun ? "" : "\uFEFF");
        begun = true;
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                text.append(i == 0 ? "" : ",").append(quoted(Cells.safe(row.get(i))));
            }
            text.append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r' || c == ';');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    @Override
    public byte[] end() {
        return new byte[0];
    }
}
