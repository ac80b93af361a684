/// Cadre records from files and into files: an import is tried out row by row before anything changes, and then
/// applied in batches that a crash can interrupt anywhere.
@NullMarked
package cn.chaoxue.roster;

import org.jspecify.annotations.NullMarked;
