internal import Connections
internal import Metrics

/// Tells swift-metrics the figures of ``Exposition``, for a service that has a backend of its own.
struct Meters {
    private var gauges: [String: Gauge] = [:]
    private var counters: [String: (counter: Counter, told: UInt64)] = [:]

    mutating func record(_ statistics: Statistics) {
        for figure in Exposition.figures(statistics) {
            let label = "ssot_\(figure.name)"
            if figure.isCounter {
                let (counter, told) = counters[label] ?? (Counter(label: label), 0)
                counter.increment(by: figure.value - told)
                counters[label] = (counter, figure.value)
            } else {
                let gauge = gauges[label] ?? Gauge(label: label)
                gauge.record(figure.value)
                gauges[label] = gauge
            }
        }
    }
}
