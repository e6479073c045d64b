#include "jit/cycles/endless_loop.h"

#include "base/check.h"
#include "llvm/IR/IRBuilder.h"

namespace ulpforge {

void MakeEndlessLoop(llvm::Module& module, Recurrence recurrence) {
  llvm::Function* const f = module.getFunction("f");
  ULPFORGE_CHECK(f != nullptr && f->size() == 1 && f->arg_size() == 1);
  llvm::LLVMContext& context = module.getContext();
  llvm::Type* const type = f->getReturnType();
  llvm::Type* const pointer = llvm::PointerType::getUnqual(context);
  llvm::Function* const function = llvm::Function::Create(
      llvm::FunctionType::get(llvm::Type::getVoidTy(context), {type, pointer, pointer}, false),
      llvm::Function::ExternalLinkage, "loop", module);
  function->addFnAttr(llvm::Attribute::NoUnwind);
  llvm::BasicBlock* const start = llvm::BasicBlock::Create(context, "start", function);
  llvm::BasicBlock* const loop = llvm::BasicBlock::Create(context, "loop", function);
  llvm::IRBuilder<>(start).CreateBr(loop);

  const llvm::Align align = module.getDataLayout().getABITypeAlign(type->getScalarType());
  llvm::IRBuilder<> builder(loop);
  llvm::PHINode* last = nullptr;
  llvm::Value* x = nullptr;
  if (recurrence == Recurrence::kResult) {
    x = last = builder.CreatePHI(type, 2);
  } else {
    x = builder.CreateAlignedLoad(type, function->getArg(1), align);
  }
  f->getArg(0)->replaceAllUsesWith(x);
  loop->splice(loop->end(), &f->front());
  llvm::Instruction* const end = loop->getTerminator();
  llvm::Value* const y = end->getOperand(0);
  builder.SetInsertPoint(end);
  builder.CreateAlignedStore(y, function->getArg(2), align);
  builder.CreateBr(loop);
  end->eraseFromParent();
  if (last != nullptr) {
    last->addIncoming(function->getArg(0), start);
    last->addIncoming(y, loop);
  }
  f->eraseFromParent();
}

}  // namespace ulpforge
