package cn.chaoxue.platform.sheet;

import java.util.List;

/// A file under construction: each call yields the bytes to send next, and keeps none. Takes its time: not for the
/// event loop.
public interface Sheet {

    /// The forms files come in.
    enum Format {
        XLSX("xlsx") {
            @Override
            public Sheet begin(String title, List<Integer> widths) {
                return new XlsxSheet(title, widths);
            }
        },
        CSV("csv") {
            @Override
            public Sheet begin(String title, List<Integer> widths) {
                return new CsvSheet();
            }
        };

        private final String ending;

        Format(String ending) {
            this.ending = ending;
        }

        /// A sheet of this title whose columns are so many characters wide, where that can be said.
        public abstract Sheet begin(String title, List<Integer> widths);

        String ending() {
            return ending;
        }
    }

    /// Further rows; no cell becomes a formula.
    byte[] rows(List<List<String>> rows);

    /// What stands behind the last row.
    byte[] end();
}
