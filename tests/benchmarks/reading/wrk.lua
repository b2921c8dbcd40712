-- Asks for the addresses of a file in turn, as a browser would, and prints one line of figures at the end.
local addresses, at = {}, 0
local headers = {}

function init(arguments)
  for line in io.lines(arguments[1]) do
    addresses[#addresses + 1] = line
  end
  at = tonumber(arguments[2])
  headers["Accept-Encoding"] = arguments[3]
  headers["Accept"] = "text/html,application/xhtml+xml,*/*;q=0.8"
end

function request()
  at = at % #addresses + 1
  return wrk.format("GET", addresses[at], headers)
end

function done(summary, latency, requests)
  local errors = summary.errors
  local failed = errors.status + errors.connect + errors.read + errors.write + errors.timeout
  local figures = "FIGURES %d %d %d %.0f %.0f %.0f\n"
  io.write(figures:format(summary.requests, failed, summary.bytes, latency:percentile(50), latency:percentile(99), summary.duration))
end
