// Tells systemd how a service is, in its notify protocol.
#pragma once

#include <string>

namespace dateline {

/// Sends `state` ("READY=1", "STOPPING=1", "STATUS=…") to the socket named in $NOTIFY_SOCKET. Without one,
/// or when nobody listens, nothing happens: no service fails for want of a listener.
void notify_service_manager(const std::string& state);

}  // namespace dateline
