package cn.chaoxue.roster;

import java.util.List;

/// A file under construction: each call yields the bytes to send next, and keeps none. Takes its time: not for the
/// event
/// loop.
interface Sheet {

    /// The forms files come in.
    enum Format {
        XLSX("xlsx") {
            @Override
            Sheet begin(List<Integer> widths) {
                return new XlsxSheet(widths);
            }
        },
        CSV("csv") {
            @Override
            Sheet begin(List<Integer> widths) {
                return new CsvSheet();
            }
        };

        private final String ending;

        Format(String ending) {
            this.ending = ending;
        }

        /// A sheet whose columns are so many characters wide, where that can be said.
        abstract Sheet begin(List<Integer> widths);

        String ending() {
            return ending;
        }
    }

    /// Further rows; no cell becomes a formula.
    byte[] rows(List<List<String>> rows);

    /// What stands behind the last row.
    byte[] end();
}
