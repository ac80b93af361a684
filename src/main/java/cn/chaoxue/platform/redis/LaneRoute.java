package cn.chaoxue.platform.redis;

import io.vertx.redis.client.impl.types.ErrorType;

/// What a lane asks whoever knows the other servers, where there are any.
interface LaneRoute {

    /// The only server there is: nothing moves, nobody else is to be asked.
    LaneRoute ONLY = new LaneRoute() {

        @Override
        public boolean redirect(LaneCall call, ErrorType answer) {
            return false;
        }

        @Override
        public void lost() {}
    };

    /// Sends a call on where the server says its key lives elsewhere; false where it says something else.
    boolean redirect(LaneCall call, ErrorType answer);

    /// The lane lost its server.
    void lost();
}
