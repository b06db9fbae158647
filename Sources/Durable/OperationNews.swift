package import DataOpsCore
package import DataOpsLifecycle

/// What happens while operations run, for whoever shows it.
package enum OperationNews: Sendable {
  case stepBegan(Operation, Dataset, StepName, attempt: Int)
  case stepProgressed(Operation, StepName, StepProgress)
  case stepEnded(Operation, Dataset, OperationStep)
  case stepFailed(Operation, Dataset, OperationStep, Failure, retryAt: Timestamp?)
  case parked(Operation, Dataset, until: Timestamp)
  case ended(Operation, Dataset)
}
