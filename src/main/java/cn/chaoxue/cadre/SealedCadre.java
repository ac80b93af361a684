package cn.chaoxue.cadre;

import io.vertx.core.buffer.Buffer;

/// A new cadre with its id drawn and its personal fields sealed for exactly that id.
record SealedCadre(long id, NewCadre cadre, Buffer idNumber, Buffer idIndex, Buffer mobile, Buffer mobileIndex) {}
