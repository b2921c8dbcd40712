# Varnish between nginx and the newsroom. Pages are public and revalidated: Varnish asks with If-None-Match and the
# newsroom answers 304 from its own page cache, so nothing stale is served even for a second.
vcl 4.1;

backend newsroom { .host = "127.0.0.1"; .port = "8000"; }

sub vcl_recv {
    if (req.url ~ "^/(admin|preview)/" || (req.method != "GET" && req.method != "HEAD")) {
        return (pass);
    }
    # Reader's pages know no session.
    unset req.http.Cookie;
    return (hash);
}

sub vcl_backend_response {
    if (bereq.url ~ "^/(admin|preview)/") {
        set beresp.uncacheable = true;
        return (deliver);
    }
    # Zero seconds fresh, then always asked again; keep the body for the 304.
    set beresp.grace = 0s;
    set beresp.keep = 1h;
}
