package cn.chaoxue.platform.sheet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/// A workbook of one sheet, every cell a text.
final class XlsxSheet implements Sheet {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Workbook book = new Workbook(bytes, "Chaoxue", "1.0");
    private final Worksheet sheet;
    private int row;

    XlsxSheet(String title, List<Integer> widths) {
        sheet = book.newWorksheet(title);
        for (int i = 0; i < widths.size(); i++) {
            sheet.width(i, widths.get(i));
            sheet.style(i).format("@").set();
        }
    }

    @Override
    public byte[] rows(List<List<String>> rows) {
        for (List<String> cells : rows) {
            for (int i = 0; i < cells.size(); i++) {
                if (!cells.get(i).isEmpty()) {
                    sheet.inlineString(row, i, Cells.safe(cells.get(i)));
                }
            }
            row++;
        }
        try {
            sheet.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return taken();
    }

    @Override
    public byte[] end() {
        try {
            book.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return taken();
    }

    private byte[] taken() {
        byte[] taken = bytes.toByteArray();
        bytes.reset();
        return taken;
    }
}
