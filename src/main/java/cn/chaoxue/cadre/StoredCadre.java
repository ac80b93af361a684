package cn.chaoxue.cadre;

/// A record locked for a change: what it says now, and its version.
record StoredCadre(long id, int version, long unitId, CadreRecord record) {}
