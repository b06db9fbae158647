import DataOpsCore

extension DatasetStatus {
  /// As a person reads it, coloured by what it means.
  var line: Line {
    switch self {
    case .ready: Line(display, .good)
    case .failed: Line(display, .bad)
    case .provisioning, .validating, .teardown: Line(display, .notice)
    case .archived: Line(display, .dim)
    }
  }
}

extension DatasetHealth {
  var line: Line {
    switch self {
    case .healthy: Line(rawValue, .good)
    case .degraded: Line(rawValue, .notice)
    case .unhealthy: Line(rawValue, .bad)
    case .unknown: Line(rawValue, .dim)
    }
  }
}

extension OperationStatus {
  var line: Line {
    switch self {
    case .succeeded: Line(rawValue, .good)
    case .failed: Line(rawValue, .bad)
    case .waiting, .running: Line(rawValue, .notice)
    case .cancelled: Line(rawValue, .dim)
    }
  }
}

extension StepStatus {
  var line: Line {
    switch self {
    case .done: Line(rawValue, .good)
    case .failed: Line(rawValue, .bad)
    case .running, .undone: Line(rawValue, .notice)
    case .pending: Line(rawValue, .dim)
    }
  }
}

extension CheckStatus {
  var line: Line {
    switch self {
    case .passed: Line(rawValue, .good)
    case .failed, .errored: Line(rawValue, .bad)
    case .warned, .running: Line(rawValue, .notice)
    case .pending: Line(rawValue, .dim)
    }
  }
}
