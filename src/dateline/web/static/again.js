// Something is still being worked out: look again in a while. Without script there is a link that does.
"use strict";
setTimeout(() => location.reload(), 2000);
